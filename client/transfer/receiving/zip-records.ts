import { joinChunks } from '../files/chunks.ts';

/** The records of a zip, as PKWARE's APPNOTE 6.3.10 lays them out (section 4.3). Nothing in it is compressed. */

export interface ZipEntry {
  /** Names joined by `/`; a folder's ends in one. */
  readonly path: string;
  readonly size: number;
  /** CRC-32 of its bytes; 0 for a folder. */
  readonly crc: number;
  /** In ms since 1970. */
  readonly modified: number;
}

/** What a field of 16 or 32 bits says when the value is in a zip64 field instead. */
const IN_ZIP64_16 = 0xffff;
const IN_ZIP64_32 = 0xffff_ffff;

const VERSION = 20;
const VERSION_ZIP64 = 45;
const MADE_ON_UNIX = 3 << 8;
/** Bit 11: names are UTF-8. */
const FLAGS = 0x0800;
const FILE_ATTRIBUTES = (0o100_644 << 16) >>> 0;
const FOLDER_ATTRIBUTES = ((0o040_755 << 16) | 0x10) >>> 0;

/** A number and the bytes that it takes. */
type Field = readonly [value: number, bytes: 1 | 2 | 4 | 8];

/** What stands before an entry's bytes. */
export function localHeader(entry: ZipEntry): Uint8Array<ArrayBuffer> {
  const name = new TextEncoder().encode(entry.path);
  const isHuge = entry.size >= IN_ZIP64_32;
  // Here both sizes are in the zip64 field, or none (section 4.5.3).
  const extra = [...zip64Field(isHuge ? [entry.size, entry.size] : []), ...timeField(entry.modified)];
  const fields: Field[] = [
    [0x0403_4b50, 4],
    [isHuge ? VERSION_ZIP64 : VERSION, 2],
    ...commonFields(entry, name, extra),
  ];
  return record(fields, name, record(extra));
}

/** An entry of the directory at the end; `offset` is where its local header is. */
export function centralHeader(entry: ZipEntry, offset: number): Uint8Array<ArrayBuffer> {
  const name = new TextEncoder().encode(entry.path);
  const huge = [entry.size, entry.size, offset].filter((value) => value >= IN_ZIP64_32);
  const extra = [...zip64Field(huge), ...timeField(entry.modified)];
  const version = huge.length > 0 ? VERSION_ZIP64 : VERSION;
  const fields: Field[] = [
    [0x0201_4b50, 4],
    [MADE_ON_UNIX | version, 2],
    [version, 2],
    ...commonFields(entry, name, extra),
    // No comment, the first disk, no internal attributes.
    [0, 2],
    [0, 2],
    [0, 2],
    [entry.path.endsWith('/') ? FOLDER_ATTRIBUTES : FILE_ATTRIBUTES, 4],
    [Math.min(offset, IN_ZIP64_32), 4],
  ];
  return record(fields, name, record(extra));
}

export interface Directory {
  readonly entries: number;
  readonly offset: number;
  readonly bytes: number;
}

/** What ends the zip. */
export function endRecords(directory: Directory): Uint8Array<ArrayBuffer> {
  const { entries, offset, bytes } = directory;
  const needsZip64 = entries >= IN_ZIP64_16 || offset >= IN_ZIP64_32 || bytes >= IN_ZIP64_32;
  return record([
    ...(needsZip64 ? zip64EndFields(directory) : []),
    [0x0605_4b50, 4],
    [0, 4],
    [Math.min(entries, IN_ZIP64_16), 2],
    [Math.min(entries, IN_ZIP64_16), 2],
    [Math.min(bytes, IN_ZIP64_32), 4],
    [Math.min(offset, IN_ZIP64_32), 4],
    [0, 2],
  ]);
}

/** The zip64 end record (section 4.3.14) and its locator (4.3.15). */
const zip64EndFields = ({ entries, offset, bytes }: Directory): Field[] => [
  [0x0606_4b50, 4],
  [44, 8],
  [MADE_ON_UNIX | VERSION_ZIP64, 2],
  [VERSION_ZIP64, 2],
  [0, 8],
  [entries, 8],
  [entries, 8],
  [bytes, 8],
  [offset, 8],
  [0x0706_4b50, 4],
  [0, 4],
  [offset + bytes, 8],
  [1, 4],
];

function commonFields(entry: ZipEntry, name: Uint8Array, extra: readonly Field[]): Field[] {
  const size = Math.min(entry.size, IN_ZIP64_32);
  const [date, time] = dosTime(new Date(entry.modified));
  return [
    [FLAGS, 2],
    // Stored as it is.
    [0, 2],
    [time, 2],
    [date, 2],
    [entry.crc, 4],
    [size, 4],
    [size, 4],
    [name.length, 2],
    [lengthOf(extra), 2],
  ];
}

function zip64Field(values: readonly number[]): Field[] {
  if (values.length === 0) return [];
  return [[0x0001, 2], [8 * values.length, 2], ...values.map((value): Field => [value, 8])];
}

/** The time in seconds since 1970 (Info-ZIP's "UT"): the one below is local, and even seconds only. */
function timeField(modified: number): Field[] {
  const seconds = Math.floor(modified / 1000);
  if (seconds > 0x7fff_ffff) return [];
  return [
    [0x5455, 2],
    [5, 2],
    // It holds the time of change only.
    [1, 1],
    [seconds, 4],
  ];
}

/** The day and the time of day as MS-DOS has them: from 1980 to 2107. */
function dosTime(at: Date): [date: number, time: number] {
  const year = at.getFullYear();
  if (year < 1980) return [(1 << 5) | 1, 0];
  if (year > 2107) return [(127 << 9) | (12 << 5) | 31, (23 << 11) | (59 << 5) | 29];
  const date = ((year - 1980) << 9) | ((at.getMonth() + 1) << 5) | at.getDate();
  return [date, (at.getHours() << 11) | (at.getMinutes() << 5) | (at.getSeconds() >> 1)];
}

const lengthOf = (fields: readonly Field[]): number => fields.reduce((sum, [, bytes]) => sum + bytes, 0);

function record(fields: readonly Field[], ...rest: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(lengthOf(fields));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [value, length] of fields) {
    write(view, at, value, length);
    at += length;
  }
  return joinChunks([bytes, ...rest]);
}

function write(view: DataView, at: number, value: number, length: Field[1]): void {
  if (length === 1) view.setUint8(at, value);
  else if (length === 2) view.setUint16(at, value, true);
  else if (length === 4) view.setUint32(at, value, true);
  else view.setBigUint64(at, BigInt(value), true);
}

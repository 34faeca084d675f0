import { msg } from '@lit/localize';
import { assertNever } from '../../../shared/assert-never.ts';
import type { Destination } from '../transfer-state.ts';
import type { PlaceRequest, SinkRecord } from './sink.ts';
import type { StorageFacts } from './storage-facts.ts';
import { storageWarning } from './storage-warning.ts';

export type SinkType = SinkRecord['type'];

/** Which ways to save this browser has here. */
export interface Abilities {
  /** It can ask for a file. */
  readonly file: boolean;
  /** It can ask for a folder. */
  readonly folder: boolean;
  /** It can gather bytes in storage; undefined where that is forbidden. */
  readonly storage: 'opfs' | 'indexeddb' | undefined;
}

export interface ChosenPlace {
  readonly type: SinkType;
  readonly destination: Destination;
}

/** The best way that the browser has to do what the person prefers. */
export function choosePlace(request: PlaceRequest, abilities: Abilities, facts: StorageFacts): ChosenPlace {
  const type = typeFor(request, abilities);
  const destination = { place: placeOf(type), reason: reasonFor(type, request) };
  const warning = isStored(type) ? storageWarning(request.totalBytes, facts) : undefined;
  return { type, destination: warning === undefined ? destination : { ...destination, warning } };
}

function typeFor({ fileName, saveTo }: PlaceRequest, { file, folder, storage }: Abilities): SinkType {
  if (saveTo === 'memory') return 'stream';
  const gathered = storage ?? 'stream';
  if (saveTo === 'browser') return gathered;
  if (fileName !== undefined) return file ? 'file' : gathered;
  return folder ? 'folder' : gathered;
}

const isStored = (type: SinkType) => type === 'opfs' || type === 'indexeddb';

function placeOf(type: SinkType): string {
  if (type === 'file') return msg('a file that you choose');
  return type === 'folder' ? msg('a folder that you choose') : msg('your downloads');
}

function reasonFor(type: SinkType, { saveTo, fileName }: PlaceRequest): string {
  switch (type) {
    case 'file':
      return msg('this browser writes straight into it, whatever its size');
    case 'folder':
      return msg('this browser writes straight into it, file by file');
    case 'opfs':
    case 'indexeddb':
      return gatheredReason(saveTo, fileName === undefined);
    case 'stream':
      return saveTo === 'memory'
        ? msg('as you prefer, nothing is stored on the way, so keep the page open until it is done')
        : msg('this browser allows no storage here, so keep the page open until it is done');
    default:
      return assertNever(type);
  }
}

function gatheredReason(saveTo: PlaceRequest['saveTo'], isSeveral: boolean): string {
  if (saveTo === 'browser') return msg('as you prefer, it is gathered on disk by this browser first');
  return isSeveral
    ? msg('pages like this one cannot ask for a folder, so it is gathered on disk first')
    : msg('pages like this one cannot ask for a place, so it is gathered on disk first');
}

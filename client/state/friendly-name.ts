import { type RandomBytes, randomBelow } from '../../shared/random.ts';

const qualities = ['Amber', 'Brave', 'Bright', 'Calm', 'Clever', 'Coral', 'Cosy', 'Gentle', 'Golden', 'Happy', 'Jolly'];
const moreQualities = [
  'Kind',
  'Lively',
  'Lucky',
  'Mellow',
  'Merry',
  'Quick',
  'Quiet',
  'Silver',
  'Sunny',
  'Swift',
  'Wise',
];
const animals = [
  'Badger',
  'Bear',
  'Beaver',
  'Crane',
  'Deer',
  'Dolphin',
  'Falcon',
  'Finch',
  'Fox',
  'Hare',
  'Heron',
  'Koala',
];
const moreAnimals = [
  'Lark',
  'Lynx',
  'Marten',
  'Moose',
  'Otter',
  'Owl',
  'Panda',
  'Puffin',
  'Robin',
  'Seal',
  'Swan',
  'Wren',
];

/** A name to propose to somebody who has none yet, such as `Calm Otter`. */
export function proposeName(randomBytes: RandomBytes): string {
  const pick = (words: readonly string[]) => words[randomBelow(words.length, randomBytes)] ?? '';
  return `${pick([...qualities, ...moreQualities])} ${pick([...animals, ...moreAnimals])}`;
}

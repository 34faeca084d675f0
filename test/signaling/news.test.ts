import { expect, test } from 'vitest';
import { knowingOf, News, turnAmong } from '../../signaling/news.ts';

function createNews() {
  const news = new News();
  const sent: string[] = [];
  return { news, sent, take: (what: string, turn?: number) => news.take(turn, () => sent.push(what)) };
}

test('News goes out at once, in its order', () => {
  const { sent, take } = createNews();
  take('came', 1);
  take('left');
  expect(sent).toEqual(['came', 'left']);
});

test('News for somebody who enters waits for the answer', () => {
  const { news, sent, take } = createNews();
  news.hold();
  take('came', 5);
  take('left');
  expect(sent).toEqual([]);
  news.knows(4);
  news.release();
  expect(sent).toEqual(['came', 'left']);
});

test('Who came before the answer was made is not told of again, however late that arrives', () => {
  const { news, sent, take } = createNews();
  news.hold();
  take('early', 4);
  news.knows(4);
  news.release();
  take('late', 3);
  take('later', 5);
  expect(sent).toEqual(['later']);
});

test('A turn travels among those who are not to be told', () => {
  expect(turnAmong(['somebody', knowingOf(17)])).toBe(17);
  expect(turnAmong(['somebody', 'room 4'])).toBeUndefined();
});

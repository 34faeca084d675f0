import { describe, expect, test } from 'vitest';
import { FileSelection } from '../../../client/ui/cards/file-selection.ts';

const files = [{ size: 10 }, { size: 0 }, { size: 500 }];

describe('a selection of files', () => {
  test('begins with all of them', () => {
    const all = FileSelection.all(files);
    expect(all).toMatchObject({ count: 3, total: 3, bytes: 510, isEverything: true });
  });

  test('loses a file and its bytes when it is unticked, and gets them back', () => {
    const some = FileSelection.all(files).toggled(2);
    expect(some).toMatchObject({ count: 2, bytes: 10, isEverything: false });
    expect([...some.indexes()]).toEqual([0, 1]);
    expect(some.toggled(2)).toMatchObject({ count: 3, bytes: 510, isEverything: true });
  });

  test('changes by a new selection: the earlier one stays as it was', () => {
    const none = FileSelection.none(files);
    expect(none.toggled(0).has(0)).toBe(true);
    expect(none.has(0)).toBe(false);
    expect(none).toMatchObject({ count: 0, bytes: 0 });
  });
});

import type { Room } from './room.ts';
import type { Stage } from './stage.ts';
import type { Look } from './states.ts';

/** Every dialog that can be opened while nothing is on its way. */
export async function walkDialogs(stage: Stage, look: Look, { ann }: Room): Promise<void> {
  const dialog = (name: string) => ann.page.getByRole('dialog', { name });
  const close = async (name: string) => {
    await ann.page.keyboard.press('Escape');
    await dialog(name).waitFor({ state: 'hidden' });
  };
  await ann.button('Show QR code').click();
  await dialog('Scan to join').waitFor();
  await look('qr-dialog', ann);
  await close('Scan to join');

  await ann.openSettings();
  await look('settings', ann);
  await dialog('Settings').getByRole('button', { name: 'Forget this browser' }).click();
  await dialog('Forget this browser?').waitFor();
  await look('forget-question', ann);
  await close('Forget this browser?');
  await close('Settings');

  await ann.chooseFiles([await stage.file('holiday.jpg', 4_200_000), await stage.file('notes.txt', 1_300)]);
  await dialog('Send to').waitFor();
  await look('send-to-dialog', ann);
  await close('Send to');
}

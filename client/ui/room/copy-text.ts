/** Copies text; false when the browser refuses. The clipboard API exists on secure pages only, the command everywhere. */
export async function copyText(text: string): Promise<boolean> {
  return (await copyWithClipboard(text)) || copyWithCommand(text);
}

async function copyWithClipboard(text: string): Promise<boolean> {
  // Typed as always there, but plain http pages have none.
  const clipboard: Clipboard | undefined = navigator.clipboard;
  if (clipboard === undefined) return false;
  try {
    await clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

function copyWithCommand(text: string): boolean {
  const focused = focusedElement();
  const area = document.createElement('textarea');
  area.value = text;
  area.readOnly = true;
  area.style.position = 'fixed';
  area.style.opacity = '0';
  document.body.append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return copied;
}

/** What has the focus, in whichever shadow tree: the document itself only names the outermost element around it. */
function focusedElement(): Element | null {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return focused;
}

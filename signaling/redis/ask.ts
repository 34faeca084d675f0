import { reasonOf } from './connection.ts';

/** What has come of a question to the store. */
export type Asked = { readonly inTime: true; readonly reply: unknown } | { readonly inTime: false };

export interface AskOptions {
  /** Is told why there is no reply. */
  readonly failed: (reason: string) => void;
  /** Gets a reply that nobody waits for any more. */
  readonly late?: (reply: unknown) => void;
}

/** Waits for a reply, but not for longer than so many ms. Never rejects. */
export async function ask(reply: Promise<unknown>, timeoutMs: number, { failed, late }: AskOptions): Promise<Asked> {
  let isLate = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const answered = reply.then(
    (value): Asked => {
      if (isLate) late?.(value);
      return { inTime: true, reply: value };
    },
    (error): Asked => {
      failed(reasonOf(error));
      return { inTime: false };
    },
  );
  const tooLate = new Promise<Asked>((resolve) => {
    timer = setTimeout(() => {
      isLate = true;
      failed('no answer in time');
      resolve({ inTime: false });
    }, timeoutMs);
  });
  const asked = await Promise.race([answered, tooLate]);
  clearTimeout(timer);
  return asked;
}

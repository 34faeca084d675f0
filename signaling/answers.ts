import type { Answer, SignalingErrorCode } from '../shared/signaling-protocol.ts';

type Refusal = Extract<Answer<never>, { ok: false }>;

export const accept = <Value>(value: Value): Answer<Value> => ({ ok: true, value });

/** A refusal; `detail` is for developers and never repeats what the client sent. */
export const refuse = (code: SignalingErrorCode, detail: string): Refusal => ({ ok: false, code, detail });

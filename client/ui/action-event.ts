import type { Action } from '../state/actions.ts';

declare global {
  interface GlobalEventHandlersEventMap {
    'll-action': CustomEvent<Action>;
  }
}

/** Asks the session for something: one event type for all actions, heard at the top of the page. */
export function emitAction(from: EventTarget, action: Action): void {
  from.dispatchEvent(new CustomEvent('ll-action', { detail: action, bubbles: true, composed: true }));
}

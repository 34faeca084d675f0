import { assertNever } from '../../shared/assert-never.ts';
import { MeshDraft } from './mesh-draft.ts';
import type { MeshChance, MeshEvent, MeshState, MeshStep } from './mesh-state.ts';

/** The next state, and what to do. */
export function stepMesh(state: MeshState, event: MeshEvent, chance: MeshChance): MeshStep {
  const draft = new MeshDraft(state, chance);
  switch (event.type) {
    case 'entered':
      draft.enter(event.entered);
      break;
    case 'member-joined':
      draft.join(event.member);
      break;
    case 'member-returned':
      draft.comeBack(event.member);
      break;
    case 'member-away':
      draft.loseSight(event.away.peerId);
      break;
    case 'member-left':
      draft.leave(event.gone);
      break;
    case 'signal-relayed':
      draft.receive(event.relayed);
      break;
    case 'link-opened':
      draft.open(event.peerId, event.attempt);
      break;
    case 'link-unstable':
      draft.destabilize(event.peerId, event.attempt);
      break;
    case 'link-recovered':
      draft.recover(event.peerId, event.attempt);
      break;
    case 'link-closed':
      draft.close(event.peerId, event.attempt, event.reason);
      break;
    case 'connect-timed-out':
      draft.timeOut(event.peerId);
      break;
    case 'retry-due':
      draft.retry(event.peerId);
      break;
    case 'retry-now':
      draft.retryAll();
      break;
    default:
      assertNever(event);
  }
  return draft.result();
}

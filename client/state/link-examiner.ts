import type { PeerId } from '../../shared/ids.ts';
import { type Cause, type Circumstances, diagnose } from '../net/diagnosis.ts';
import type { LinkReport } from '../net/link-report.ts';
import type { Acquaintances } from './acquaintances.ts';
import type { BrowserFacts } from './examination.ts';
import type { Stores } from './stores.ts';

export interface LinkExaminerOptions {
  readonly stores: Pick<Stores, 'server' | 'iceServers' | 'people'>;
  readonly browser: BrowserFacts;
  readonly acquaintances: Acquaintances;
  /** Undefined when there is no link to them, and none is being made. */
  readonly reportOn: (peerId: PeerId) => Promise<LinkReport> | undefined;
}

/** Finds out how links stand, and why some do not come about. */
export class LinkExaminer {
  readonly #options: LinkExaminerOptions;

  constructor(options: LinkExaminerOptions) {
    this.#options = options;
  }

  /** Takes down which way the packets take. */
  async measure(peerId: PeerId): Promise<void> {
    const report = await this.#options.reportOn(peerId);
    if (report?.route !== undefined) this.#options.acquaintances.measure(peerId, report);
  }

  /** Takes down why no link came about. Answers with the cause when it is another one than before. */
  async explain(peerId: PeerId, report: LinkReport): Promise<Cause | undefined> {
    const cause = diagnose(report, await this.#circumstances());
    return this.#options.acquaintances.miss(peerId, report, cause) ? cause : undefined;
  }

  /** Lines for a bug report. */
  async examine(): Promise<readonly string[]> {
    // Loaded when somebody asks for it, which few ever do.
    const { describeBrowser, describePerson } = await import('./examination.ts');
    const { stores, browser, acquaintances, reportOn } = this.#options;
    const others = stores.people.get().filter(({ state }) => state.status !== 'you');
    const described = others.map(async (person) => {
      const now = await reportOn(person.peerId);
      const { report, cause } = acquaintances.of(person.peerId);
      return describePerson(person, now ?? report, cause);
    });
    const around = await this.#circumstances();
    return [...describeBrowser(browser, around, stores.iceServers.get()), ...(await Promise.all(described)).flat()];
  }

  async #circumstances(): Promise<Circumstances> {
    const { stores, browser } = this.#options;
    return {
      serverReachable: stores.server.get() === 'connected',
      hasIceServers: stores.iceServers.get().length > 0,
      localNetworkDenied: await browser.isLocalNetworkDenied(),
    };
  }
}

/** Whether this page may show notifications of the system (Notifications API, WHATWG). */
export type NotificationAccess =
  /** Browsers keep them from pages over plain http. */
  | 'insecure'
  /** This browser has none for pages. */
  | 'unsupported'
  /** The person, or whoever cares for the browser, has refused them to this page. */
  | 'blocked'
  | 'askable'
  | 'granted';

/** The browser's word on it. */
export interface NotificationPermission {
  access(): NotificationAccess;
  /** Asks the person; must run in a click. */
  ask(): Promise<NotificationAccess>;
}

import type { SignInLog } from "../sign-ins/sign-in-log";
import type { Store } from "../store/store";

/** What every route works with. */
export interface RouteContext {
  readonly store: Store;
  readonly signIns: SignInLog;
  /** Objects on a page of a list unless the request says otherwise. */
  readonly pageSize: number;
  readonly now: () => Date;
  readonly newId: () => string;
}

import type { Store } from "../store/store";

/** What every route works with. */
export interface RouteContext {
  readonly store: Store;
  /** Objects on a page of a list unless the request says otherwise. */
  readonly pageSize: number;
  readonly now: () => Date;
  readonly newId: () => string;
}

import type { TenantData } from "./tenant-data";

/** The tenant's memory. A change is seen by others only once it is written down. */
export interface Store {
  /** The data as it is now; never changed in place. */
  read(): TenantData;
  /** Replaces parts of the data; when writing fails nothing has changed. */
  change(parts: Partial<TenantData>): void;
  /** Lets something read the data as it was before the last change. */
  asBefore<T>(read: () => T): T;
}

/** A store that hands each new state to `write` before it counts. */
export function openStore(initial: TenantData, write: (data: TenantData) => void): Store {
  let current = initial;
  let before = initial;
  return {
    read: () => current,
    change(parts) {
      const next = { ...current, ...parts };
      write(next);
      before = current;
      current = next;
    },
    asBefore(read) {
      const now = current;
      current = before;
      try {
        return read();
      } finally {
        current = now;
      }
    },
  };
}

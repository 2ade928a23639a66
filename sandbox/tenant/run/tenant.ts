/** A running tenant, as whoever uses it sees it. */
export interface Tenant {
  /** `https://localhost:<port>`. */
  readonly url: string;
  /** `localhost:<port>`, as ARM_METADATA_HOSTNAME wants it. */
  readonly host: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The key for `/sandbox/…` (see `openDirectory`). */
  readonly controlKey: string;
  /** The certificate to trust, PEM. */
  readonly certificateFile: string;
  /** Is it another process's tenant? */
  readonly joined: boolean;
  /**
   * Stops using the tenant. Who started it waits until every process that joined has left, and then ends it.
   * @param how `now` cuts the others off instead of waiting, for Ctrl-C
   */
  close(how?: { readonly now: boolean }): Promise<void>;
}

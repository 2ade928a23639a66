/** An application that may sign in to the tenant with a secret. */
export interface Client {
  /** The application's id: `client_id` at sign-in, `appid` in the token. */
  readonly clientId: string;
  readonly clientSecret: string;
  /** Object id of its service principal: `oid` in the token. */
  readonly objectId: string;
  /** Application roles that an administrator has consented to. */
  readonly roles: readonly string[];
}

import type { TokenCredential } from "@azure/identity";
import type { Context, Middleware } from "@microsoft/microsoft-graph-client";
import { explainSignInFailure } from "./explain-sign-in-failure";
import { TenantError } from "./tenant-problem";

/**
 * Puts the token on each request to Graph. The client library's own handler does so only for hosts that it knows and for
 * HTTPS; here the caller has made sure that requests go to Graph alone.
 */
export class BearerToken implements Middleware {
  readonly #credential: TokenCredential;
  readonly #scope: string;
  #next: Middleware | undefined;

  constructor(credential: TokenCredential, scope: string) {
    this.#credential = credential;
    this.#scope = scope;
  }

  async execute(context: Context): Promise<void> {
    const token = await this.#token();
    context.options = {
      ...context.options,
      headers: { ...context.options?.headers, Authorization: `Bearer ${token}` },
    };
    await this.#next?.execute(context);
  }

  setNext(next: Middleware): void {
    this.#next = next;
  }

  /** The credential keeps tokens until they expire. */
  async #token(): Promise<string> {
    try {
      const token = await this.#credential.getToken(this.#scope);
      if (token !== null) return token.token;
    } catch (error) {
      if (error instanceof TenantError) throw error;
      throw new TenantError(explainSignInFailure(error));
    }
    throw new TenantError(explainSignInFailure(undefined));
  }
}

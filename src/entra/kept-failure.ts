import { type Context, GraphClientError, type Middleware } from "@microsoft/microsoft-graph-client";

/**
 * Keeps what went wrong on the way to Graph. The client library would make an error of its own out of it and lose the
 * cause; it only leaves its own class alone.
 */
export class KeptFailure implements Middleware {
  #next: Middleware | undefined;

  async execute(context: Context): Promise<void> {
    try {
      await this.#next?.execute(context);
    } catch (error) {
      const kept = new GraphClientError("the request got no answer");
      kept.customError = error;
      throw kept;
    }
  }

  setNext(next: Middleware): void {
    this.#next = next;
  }
}

/** The original failure; `undefined` when Graph has answered. */
export function keptFailureIn(error: unknown): { readonly cause: unknown } | undefined {
  return error instanceof GraphClientError ? { cause: error.customError } : undefined;
}

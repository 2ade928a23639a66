import type { SignInFacts } from "./facts";

/** Somebody who tries to sign in: the facts, the application they use, and what they do when asked for MFA. */
export interface Attempt {
  readonly id: string;
  readonly at: Date;
  readonly facts: SignInFacts;
  readonly application: { readonly id: string; readonly name: string };
  readonly resourceName: string;
  readonly doesMfa: boolean;
}

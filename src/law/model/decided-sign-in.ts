import type { PartialSignIn } from "./dimensions";
import type { UserId } from "./ids";
import type { Enforcement, Policy } from "./policy";
import type { IdentityType, OutsiderType } from "./sign-in";

/** One sign-in to Azure management with Microsoft's decisions: a record of the sign-in log, or a question that What If answered. */
export interface DecidedSignIn {
  /** The id of the record, or the name of the question; empty if it has none. */
  readonly id: string;
  /** When, in milliseconds since 1970. */
  readonly time: number;
  /** The type is there only for a user without an object in the directory. */
  readonly who: { readonly id: UserId; readonly type?: OutsiderType; readonly home?: IdentityType["home"] };
  /** The application that the user signed in with, such as the Azure CLI. */
  readonly application: { readonly id: string | undefined; readonly name: string | undefined };
  /** What is known, in words that azmfa knows. An address that Entra trusted counts as trusted by a hidden list. */
  readonly circumstances: PartialSignIn;
  /** Whether Entra issued a token; `undefined`, as in the following, if Microsoft doesn't say. */
  readonly gotToken: boolean | undefined;
  /** Whether the user did MFA, for any reason. */
  readonly mfa: boolean | undefined;
  /** The decision about each policy, by the policy's id in lower case. */
  readonly decisions: ReadonlyMap<string, Decision> | undefined;
}

/** Microsoft's decision about one policy. What Microsoft doesn't say is undefined, or missing. */
export interface Decision {
  readonly applies: boolean | undefined;
  /** The states that the policy may have had. */
  readonly states?: readonly Enforcement["kind"][];
  /** Whether the user met the requirements of the policy. */
  readonly satisfied?: boolean;
  /** The conditions that weren't met, as Graph writes them; empty if Microsoft names none. */
  readonly reasons: string;
  /** The policy as the tenant has it. Only What If returns it. */
  readonly policy?: Policy;
}

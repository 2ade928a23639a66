import type { PartialSignIn } from "./dimensions";
import type { HomeTenantId, UserId } from "./ids";
import type { OutsiderType } from "./sign-in";

/** One sign-in to Azure management from Entra's log, with Entra's decisions. What the record doesn't say is undefined. */
export interface RecordedSignIn {
  /** The record's id; empty if it has none. */
  readonly id: string;
  /** When, in milliseconds since 1970. */
  readonly time: number;
  readonly who: RecordedPrincipal;
  /** The application that signed somebody in, such as the Azure CLI. */
  readonly application: { readonly id: string | undefined; readonly name: string | undefined };
  /** What the record says in words that are known. An address that Entra trusted counts as trusted by a hidden list. */
  readonly circumstances: PartialSignIn;
  /** Whether Entra gave a token. */
  readonly gotToken: boolean | undefined;
  /** Whether MFA was done, for any reason. */
  readonly mfa: boolean | undefined;
  /** Entra's decision about each policy, by the policy's id in lower case. */
  readonly decisions: ReadonlyMap<string, RecordedDecision> | undefined;
}

/** Who signed in. `home`: the tenant that an external identity comes from. */
export type RecordedPrincipal = {
  readonly id: UserId;
  readonly name: string | undefined;
  readonly home: HomeTenantId | undefined;
} & ({ readonly kind: "person" } | { readonly kind: "outsider"; readonly type: OutsiderType });

/** What Entra decided about one policy. What the record doesn't say is undefined. */
export interface RecordedDecision {
  readonly applied: boolean | undefined;
  /** The state of the policy. */
  readonly state: "enforced" | "reportOnly" | "off" | undefined;
  /** Whether what the policy asks for was met. */
  readonly satisfied: boolean | undefined;
  /** The conditions that weren't met, in Graph's words; empty if the record doesn't say. */
  readonly missed: readonly string[];
}

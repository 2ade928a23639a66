import type { AttributeName } from "../device-filter/attributes";
import type { AttributeValue } from "../device-filter/device";
import type { AuthenticationFlow, ClientApp, Platform, Risk } from "./dimensions";
import type { HomeTenantId, UserId } from "./ids";
import type { OutsiderType } from "./sign-in";

/** One sign-in to Azure management that Entra has written down, with what it decided. */
export interface RecordedSignIn {
  /** The record's id; empty where it has none. */
  readonly id: string;
  /** When, in milliseconds since 1970. */
  readonly time: number;
  readonly who: RecordedPrincipal;
  /** The application that signed somebody in, such as the Azure CLI. */
  readonly application: { readonly id: string | undefined; readonly name: string | undefined };
  readonly circumstances: RecordedCircumstances;
  /** Whether Entra gave a token; `undefined` where the record doesn't say. */
  readonly gotToken: boolean | undefined;
  /** Whether MFA was done, whoever asked for it; `undefined` where the record doesn't say. */
  readonly mfa: boolean | undefined;
  /** What became of each policy, by its id in lower case; `undefined` where the record says nothing about policies. */
  readonly decisions: ReadonlyMap<string, RecordedDecision> | undefined;
}

/** Who signed in. `home`: the tenant that an external identity comes from, where the record says it. */
export type RecordedPrincipal = { readonly home: HomeTenantId | undefined } & (
  | { readonly kind: "person"; readonly id: UserId; readonly name: string | undefined }
  | { readonly kind: "outsider"; readonly type: OutsiderType; readonly id: UserId; readonly name: string | undefined }
);

/** How somebody signed in, as far as the record tells. */
export interface RecordedCircumstances {
  readonly clientApp?: ClientApp;
  readonly platform?: Platform;
  readonly address?: string;
  /** Two capital letters. */
  readonly country?: string;
  /** Whether Entra saw a trusted network. */
  readonly trusted?: boolean;
  readonly device?: RecordedDevice;
  readonly signInRisk?: Risk;
  readonly userRisk?: Risk;
  readonly authenticationFlow?: AuthenticationFlow;
}

/** The device that Entra saw. A registered one may have more attributes than a record tells. */
export type RecordedDevice =
  | { readonly kind: "unregistered" }
  | { readonly kind: "registered"; readonly attributes: ReadonlyMap<AttributeName, AttributeValue> };

/** What Entra decided about one policy. */
export interface RecordedDecision {
  readonly displayName: string | undefined;
  readonly result: "applied" | "notApplied" | "off" | "notTold";
  /** Whether the policy was enforced or report-only then, where the result says it. */
  readonly state: "enforced" | "reportOnly" | undefined;
  /** Whether what the policy asks for was met; `undefined` where it doesn't apply, or the record doesn't say it. */
  readonly satisfied: boolean | undefined;
  /** The conditions that weren't met, in Graph's words; empty where the record doesn't say. */
  readonly missed: readonly string[];
}

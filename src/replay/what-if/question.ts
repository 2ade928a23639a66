import type { SignIn } from "../../law/model/sign-in";
import type { Tenant } from "../../law/model/tenant";
import { namedHomeTenants } from "../../verifier/people/identity-types";
import type { OtherAnswer } from "./compare-answer";

/** A sign-in about which Microsoft's evaluation is asked. */
export interface Question {
  /** A way in that the verdict names, by its place from 1 on, or one of the sample. */
  readonly about: { readonly kind: "wayIn"; readonly number: number } | { readonly kind: "sample" };
  readonly signIn: SignIn;
  /** Why it can't be asked; `undefined` where it can. */
  readonly cannot: CannotAsk | undefined;
}

/** What a request can't express: somebody without a name, an unknown platform, or a place that only we suppose. */
export type CannotAsk = "who" | "homeTenant" | "platform" | "place" | "country";

/** What keeps a sign-in from being asked about, if anything does. */
export function cannotAsk({ principal, platform, network }: SignIn, tenant: Tenant): CannotAsk | undefined {
  const { type, home } = principal.identity;
  if (principal.kind !== "person" || tenant.users === undefined) return "who";
  const isFromOutside = type === "b2bCollaborationGuest" || type === "b2bCollaborationMember";
  if (isFromOutside && home === "unnamed" && namedHomeTenants(tenant.policies).length > 1) return "homeTenant";
  if (platform === "unknown") return "platform";
  const extents = [...(tenant.locations?.values() ?? [])].map(({ extent }) => extent);
  const byGps = extents.some((extent) => extent.kind === "countries" && extent.by === "gps");
  if (network.trustedElsewhere || network.within.size > 0 || (byGps && network.countryByGps.kind === "code"))
    return "place";
  const byAddress = extents.some((extent) => extent.kind === "countries" && extent.by === "address");
  return byAddress && network.countryByAddress.kind === "unmapped" ? "country" : undefined;
}

/** What came of a question. `failed`: Graph refused it or answered something else. */
export type QuestionResult =
  | { readonly kind: "agrees" }
  | { readonly kind: "disagrees" | "knownDefect"; readonly others: readonly OtherAnswer[] }
  | { readonly kind: "notAvailable"; readonly why: CannotAsk | "failed" };

/** Questions with what came of them, and everything that a report of it says. */
export interface WhatIfReport {
  readonly tenantFile: string;
  readonly tenant: Tenant;
  readonly results: readonly {
    readonly question: Question;
    readonly isStopped: boolean;
    readonly result: QuestionResult;
  }[];
  /** What the answers say of themselves. */
  readonly tips: readonly string[];
}

/** How many questions came to that. */
export const countOf = ({ results }: WhatIfReport, kind: QuestionResult["kind"]): number =>
  results.filter(({ result }) => result.kind === kind).length;

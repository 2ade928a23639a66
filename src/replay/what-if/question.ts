import type { SignIn } from "../../law/model/sign-in";
import type { Tenant } from "../../law/model/tenant";
import { namedHomeTenants } from "../../verifier/people/identity-types";
import type { OtherAnswer } from "./compare-answer";

/** A sign-in about which Microsoft's evaluation is asked. */
export interface Question {
  /** A way in that the verdict names, by its place from 1 on, or one of the sample. */
  readonly about: { readonly kind: "wayIn"; readonly number: number } | { readonly kind: "sample" };
  readonly signIn: SignIn;
}

/** What came of a question. `who`, `how`: no request says who signs in, or how; `failed`: Graph refused it or answered something else. */
export type QuestionResult =
  | { readonly kind: "agrees" }
  | { readonly kind: "disagrees" | "knownDefect"; readonly others: readonly OtherAnswer[] }
  | { readonly kind: "notAvailable"; readonly why: "who" | "how" | "failed" };

/** Questions with what came of them, and everything that a report of it says. */
export interface WhatIfReport {
  readonly tenantFile: string;
  readonly tenant: Tenant;
  readonly results: readonly (Question & { readonly isStopped: boolean; readonly result: QuestionResult })[];
  /** What the answers say of themselves. */
  readonly tips: readonly string[];
}

/**
 * What a request can't say of a sign-in, if anything: somebody who isn't a known person of the directory, or circumstances that only we
 * suppose.
 */
export function cannotAsk({ principal, platform, network }: SignIn, tenant: Tenant): "who" | "how" | undefined {
  const { type, home } = principal.identity;
  const isFromOutside = type === "b2bCollaborationGuest" || type === "b2bCollaborationMember";
  const isHomeOpen = isFromOutside && home === "unnamed" && namedHomeTenants(tenant.policies).length > 1;
  if (principal.kind !== "person" || tenant.users === undefined || isHomeOpen) return "who";
  const hasCountries = (by: "address" | "gps"): boolean =>
    [...(tenant.locations?.values() ?? [])].some(({ extent }) => extent.kind === "countries" && extent.by === by);
  const isSupposed =
    platform === "unknown" ||
    network.trustedElsewhere ||
    network.within.size > 0 ||
    (network.countryByGps.kind === "code" && hasCountries("gps")) ||
    (network.countryByAddress.kind === "unmapped" && hasCountries("address"));
  return isSupposed ? "how" : undefined;
}

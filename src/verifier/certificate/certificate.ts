import { evaluationContext } from "../../law/evaluate";
import type { Policy } from "../../law/model/policy";
import type { Exemption } from "../../law/model/register";
import type { Tenant } from "../../law/model/tenant";
import { present } from "../../text/present";
import type { Stop } from "../encoding/stops";
import { exemptIn } from "../exemptions";
import { notUnderstoodIn } from "../not-understood";
import { isShut, letsIn } from "../questions/lets-in";
import { type Core, questionsAbout } from "../questions/questions";
import { type BoxJson, boxJson, refutation } from "./boxes";
import { Notation } from "./notation";

/** What a certificate is bound to. */
export interface Binding {
  /** The tenant file's bytes. */
  readonly bytes: Uint8Array;
  /** The hex digits of the SHA-256 of bytes, or of a text in UTF-8. */
  readonly sha256: (bytes: Uint8Array | string) => string;
  readonly on: string;
  readonly exempt: readonly Exemption[];
  readonly assumed: readonly string[];
}

/**
 * The evidence of a proof as text, for a program that shares nothing with this one: per core the boxes of sign-ins that its policies
 * stop, and the steps by which they leave nothing. docs/certificate.md says what each part means.
 * @returns undefined if the tenant isn't proved, or if the format can't express something that the proof rests on
 */
export function certify(asRead: Tenant, bound: Binding): string | undefined {
  const tenant = anywhere(asRead, bound.assumed);
  const exempt = exemptIn(tenant, bound.exempt);
  const questions = questionsAbout(evaluationContext(tenant, exempt.groups), exempt);
  const letIn = letsIn(questions);
  if (tenant.partlyKnown !== undefined || !isShut(letIn)) return undefined;
  const evidence = evidenceOf([...letIn.closed.keys()], new Notation(questions.encoding), tenant);
  return evidence && certificateOf(evidence, bound);
}

/** The tenant with locations that may be anywhere: a certificate doesn't say how they lie to each other. */
function anywhere(tenant: Tenant, assumed: Binding["assumed"]): Tenant {
  const locations = Array.from(tenant.locations ?? [], ([id, location]) => {
    const isAssumed = assumed.includes(`${id}=empty`);
    return [id, isAssumed ? location : { ...location, extent: { kind: "notKnown" } as const }] as const;
  });
  return { ...tenant, ...(tenant.locations && { locations: new Map(locations) }) };
}

function certificateOf(cores: readonly Evidence[], { bytes, sha256, on, exempt, assumed }: Binding): string {
  const certificate = {
    format: "azmfa certificate 1",
    tenant: sha256(bytes),
    on,
    exempt: exempt.map((one) =>
      one.kind === "user" ? { user: one.id } : { group: one.id, ...(one.members && { members: [...one.members] }) },
    ),
    assumed,
    cores,
    digest: "",
  };
  return textOf({ ...certificate, digest: sha256(textOf(certificate)) });
}

const textOf = (certificate: object): string => `${JSON.stringify(certificate, null, 1)}\n`;

interface Evidence {
  readonly stops: readonly { readonly policy: string; readonly box: BoxJson }[];
  readonly steps: readonly BoxJson[];
}

/** Different evidence for each core; undefined if some core can't be written. */
function evidenceOf(cores: readonly Core[], notation: Notation, tenant: Tenant): readonly Evidence[] | undefined {
  const all = cores.map((core) => evidenceOfCore(core, notation, tenant));
  const evidence = present(all);
  return evidence.length < all.length
    ? undefined
    : [...new Map(evidence.map((one) => [JSON.stringify(one), one])).values()];
}

function evidenceOfCore(core: Core, notation: Notation, tenant: Tenant): Evidence | undefined {
  const isOdd = ({ policy: { policy } }: Stop): boolean => notUnderstoodIn(policy).length > 0 || hasOddRule(policy);
  if (core.some(isOdd)) return undefined;
  const all = core.flatMap(({ policy, stopping }) =>
    (notation.boxesOf(stopping) ?? []).map((box) => ({ policy: nameOf(policy.policy, tenant), box })),
  );
  const possible = all.filter(({ box }) => !notation.isImpossible(box));
  const lines = possible.map(({ policy, box }) => ({ policy, box: boxJson(box) }));
  const stops = [...new Map(lines.map((line) => [JSON.stringify(line), line])).values()];
  const boxes = possible.map(({ box }) => box);
  const steps = refutation(boxes, notation.rules, notation.valuesOf);
  return steps && { stops, steps: steps.map(boxJson) };
}

/** Whether its device rule has escapes, or letters that lower case doesn't compare. A certificate can't have these. */
const hasOddRule = ({ conditions: { device }, written }: Policy): boolean =>
  device.kind === "filter" && !PLAIN.test(String(JSON.parse(written.in("conditions.devices.deviceFilter.rule"))));

const PLAIN = /^[ \t\r\n!-&(-[\]-_a-~]*$/;

/** The policy's id. If it has none, or if another policy has the same, its place in the file. */
function nameOf(policy: Policy, { policies }: Tenant): string {
  const alike = policies.filter(({ id }) => id === policy.id);
  const isWritten = policy.written.in("id") === JSON.stringify(policy.id);
  return isWritten && alike.length === 1 ? policy.id : `#${policies.indexOf(policy)}`;
}

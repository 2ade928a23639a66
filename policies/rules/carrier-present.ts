import { isAbsent } from "../../src/law/json/json-object";
import type { Settings } from "../settings/settings";
import { isCarrier, isNamed } from "../stack/judgement/carriers";
import { AZUREAD } from "../stack/objects/entra-objects";
import type { Resource } from "../stack/objects/resource";
import { tenantOf } from "../stack/objects/this-tenant";
import { type Finding, type Rule, rejection } from "./support/rule";

/** The policies that carry the guarantee are in the stack. The engine shows a deleted policy to no rule. */
export const carrierPresent: Rule = {
  id: "carrier-present",
  title: "the policies that carry the guarantee are in the stack",
  severity: "critical",
  baseline: "in-stack",
  onStack({ state }, settings) {
    const { carriers } = settings;
    const policies = state.ofTypes(AZUREAD.policy);
    const isMissing = (name: string): boolean => !policies.some((policy) => isNamed(policy, name));
    const missing = carriers.length > 0 ? carriers.filter(isMissing) : policies.length > 0 ? [] : [undefined];
    const strays = policies.filter((one) => isCarrier(one, settings) && isStray(one, settings));
    return [...new Set([...missing, ...strays.map(({ name }) => name)])].map(missingCarrier);
  },
};

/** Whether a policy may protect another tenant. A provider doesn't always show its tenant. */
const isStray = (policy: Resource, { tenantId }: Settings): boolean =>
  tenantId !== undefined && !isAbsent(policy.provider?.properties["tenantId"]) && tenantOf(policy) !== tenantId;

const missingCarrier = (name: string | undefined): Finding =>
  rejection({
    code: "carrier-missing",
    about: ["missing carrier", name],
    urn: undefined,
    message: `anybody can reach Azure management without MFA: the stack has no ${name === undefined ? "Conditional Access policy" : `policy \`${name}\``} in the tenant that it must protect`,
    help: "declare the ConditionalAccessPolicy that carries the guarantee, with a provider whose tenantId, if it is set, is the literal id of this tenant; if the policy has a new name, have the pack's owner change no-mfa-bypass.carriers",
  });

import { asObject, asText, type JsonObject } from "../../../law/json/json-object";
import { lastSegment } from "../../../law/json/resource-id";
import { present } from "../../../text/present";
import { PART } from "../../graph/list";
import { toGraphGroup, toGraphNamedLocation, toGraphPolicy, toGraphStrength } from "../policy";
import { readPulumi } from "./pulumi";
import type { StackResource } from "./resource";
import { readTerraform } from "./terraform";

/** What a stack says about its tenant, in the shape of a tenant file, with what is hidden from it; or why it can't be judged. */
export type StackTenant =
  | { readonly ok: true; readonly file: JsonObject; readonly hidden: string | undefined }
  | { readonly ok: false; readonly problem: string };

/**
 * The output of `pulumi stack export`, `pulumi preview --json` or `terraform show -json` as a tenant file; `undefined` iff the value is something
 * else. A stack has its own policies, locations and strengths, and the names of its groups. Members, users, roles and other objects of the
 * tenant aren't known. Secrets aren't read, and values that are known only after deployment aren't understood.
 */
export function stackTenant(json: unknown): StackTenant | undefined {
  const object = asObject(json);
  const stack = object && (readTerraform(object) ?? readPulumi(object));
  if (stack === undefined || !stack.ok) return stack;
  const { resources, isWhole, providers, plannedBy } = stack;
  if (providers > 1) return { ok: false, problem: SEVERAL };
  const of = (type: string) => resources.filter((one) => one.of === "azuread" && one.type === type);
  const inGraph = (type: string, toGraph: (resource: JsonObject) => JsonObject | undefined) =>
    present(of(type).map(({ id, values }) => toGraph({ ...values, id })));
  const lists = Object.entries({
    namedLocations: inGraph("NamedLocation", toGraphNamedLocation),
    authenticationStrengthPolicies: inGraph("AuthenticationStrengthPolicy", toGraphStrength),
    groups: inGraph("Group", toGraphGroup),
  }).filter(([, objects]) => objects.length > 0);
  const hidden = !isWhole ? NOT_SHOWN : resources.some((one) => one.of === "msgraph") ? GENERIC : undefined;
  const file = {
    policies: of("ConditionalAccessPolicy").map(policyOf),
    ...Object.fromEntries(lists),
    ...(plannedBy !== undefined && { plannedBy }),
    ...(hidden !== undefined && { [`policies${PART}`]: hidden }),
    notRead: lists.map(([key]) => ({ key, part: "others", why: "a stack has only the objects that it manages" })),
  };
  return { ok: true, file, hidden };
}

/** A policy in Graph's words. Until it is deployed, its URN stands for its id. */
const policyOf = ({ urn, id, values }: StackResource): JsonObject => ({
  ...asObject(toGraphPolicy(values)),
  id: asText(lastSegment(id)) ?? urn,
});

const SEVERAL =
  "its resources use several providers, which may be for different tenants; judge the stack of each tenant by itself";

const NOT_SHOWN = "only `pulumi preview --json --show-sames`, or a plan without targets, shows all resources";

const GENERIC = "resources of msgraph aren't read, and may write to any object";

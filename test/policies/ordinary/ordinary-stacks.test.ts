import assert from "node:assert/strict";
import { CATALOGUE } from "../../../policies/catalogue";
import type { Settings } from "../../../policies/settings/settings";
import { plannedId } from "../../../policies/stack/objects/entra-objects";
import { holdsUnresolved, type Resource, UNRESOLVED } from "../../../policies/stack/objects/resource";
import { BREAK_GLASS, EXCLUDED_GROUP } from "../support/ids";
import { IN_STACK, policyArguments } from "../support/policies";
import { anEntry } from "../support/register";
import { aResource, aStack, reportedOfResource, reportedOfStack, settingsOf } from "../support/stacks";
import {
  type Declared,
  type OrdinaryStack,
  ordinaryStacks,
  PROTECTED_AND_SNAPSHOT,
  smallStacks,
  withReferences,
} from "./corpus";

const { "tenant-stays-closed": snapshot, ...elsewhere } = PROTECTED_AND_SNAPSHOT;

const approved = { register: { exclusions: [anEntry({ user: BREAK_GLASS })] } };
const owning = settingsOf({ ...IN_STACK, "tenant-stays-closed": snapshot, "approved-exclusions": approved });

/** Where the guarantee is, and what is known of the tenant. */
const WHERE: readonly (readonly [string, Settings, readonly Declared[]])[] = [
  ["elsewhere", settingsOf(elsewhere), []],
  ["elsewhere, with a snapshot", settingsOf(PROTECTED_AND_SNAPSHOT), []],
  ["in the same stack", settingsOf(IN_STACK), [carrier()]],
  ["in the same stack, with a snapshot", owning, [carrier(EXCLUDED_GROUP)]],
];

function carrier(...excludedGroups: readonly string[]): Declared {
  const args = policyArguments({ users: { excludedGroups } });
  return { resource: "ConditionalAccessPolicy", name: "azure-management-mfa", args };
}

describe("ordinary stacks of other teams", () => {
  const stacks = [...ordinaryStacks(), ...smallStacks()];
  it("are sixty", () => assert.ok(stacks.length >= 60, String(stacks.length)));
  for (const stack of stacks)
    for (const [where, settings, more] of WHERE) {
      const whole = { ...stack, resources: [...more, ...stack.resources] };
      it(`${stack.name} is previewed without a finding, with the guarantee ${where}`, () =>
        assertSilent(previewed(whole), settings));
      it(`${stack.name} is deployed without a finding, with the guarantee ${where}`, () =>
        assertSilent(deployed(whole), settings));
    }
});

function assertSilent({ asked, held }: ReturnType<typeof previewed>, settings: Settings) {
  const isPreview = asked.some(({ properties }) => holdsUnresolved(properties));
  const early = asked
    .flatMap((one, index) => reportedOfResource(one, settings, asked.slice(0, index + 1)))
    .filter(
      ({ rule }) => !(isPreview && CATALOGUE.some(({ id, isWholeAtPreview }) => id === rule && isWholeAtPreview)),
    );
  const found = [...early, ...reportedOfStack(aStack(held, asked), settings)];
  assert.deepEqual(
    found.map(({ rule, finding }) => `${rule}: ${finding.primary?.urn}: ${finding.message}`),
    [],
  );
}

/** Before anything exists: what refers to something isn't known. */
function previewed({ resources }: OrdinaryStack) {
  const asked = resources.map((one) => declared(one, () => UNRESOLVED, {}));
  const held = resources.map((one) => declared(one, () => UNRESOLVED, sourcesOf(one, asked), idsOf(one, UNRESOLVED)));
  return { asked, held };
}

/** Once everything exists: each resource with its id, and whatever refers to it with that. */
function deployed({ resources }: OrdinaryStack) {
  const bare = resources.map((one) => declared(one, () => UNRESOLVED, {}));
  const ids = new Map(bare.map((one) => [one.name, plannedId({ ...one, properties: {} })]));
  const idOf = (name: string): string => ids.get(name) ?? assert.fail(name);
  const resolve: Replace = (pieces) =>
    pieces.map((piece) => (typeof piece === "string" ? piece : idOf(piece.name))).join("");
  return {
    asked: resources.map((one) => declared(one, resolve, {})),
    held: resources.map((one) => declared(one, resolve, sourcesOf(one, bare), idsOf(one, idOf(one.name)))),
  };
}

/** The generic Graph package has the object's id as the resource's own. */
const idsOf = ({ resource }: Declared, id: unknown): Resource["properties"] =>
  resource.startsWith("msgraph:") ? { id } : { objectId: id };

type Replace = Parameters<typeof withReferences>[1];

const declared = (
  { resource, name, args }: Declared,
  replace: Replace,
  sources: Resource["sources"],
  outputs: Resource["properties"] = {},
): Resource =>
  aResource(resource, { ...(withReferences(args, replace) as Resource["properties"]), ...outputs }, { name, sources });

function sourcesOf({ args }: Declared, all: readonly Resource[]): Resource["sources"] {
  const entries = Object.entries(args).map(([property, value]) => {
    const names = new Set<string>();
    withReferences(value, (pieces) => {
      for (const piece of pieces) if (typeof piece !== "string") names.add(piece.name);
      return undefined;
    });
    return [property, all.filter(({ name }) => names.has(name)).map(({ urn }) => urn)] as const;
  });
  return Object.fromEntries(entries.filter(([, urns]) => urns.length > 0));
}

import type { StackResource } from "./resource";

/** What of a provider's settings says which tenant it is for. */
const SETTINGS = ["tenantId", "environment", "metadataHost"];

/** Providers that the engine makes from the stack's configuration: all of them are for one tenant. */
const BY_DEFAULT = /::pulumi:providers:\w+::default(_\w+)*$/;

/** The tenant that a stack's resources are of: its id, or that it isn't written; or that there may be several. */
export type TenantOfStack = { readonly kind: "one"; readonly id: string | undefined } | { readonly kind: "several" };

/** Policies of one tenant guard nothing in another, so which tenant they are of matters where there is more than one provider. */
export function tenantOf(resources: readonly StackResource[]): TenantOfStack {
  const providers = new Map(
    resources.filter(({ of, type }) => of === "pulumi" && type === "azuread").map((one) => [one.urn, one.inputs]),
  );
  const used = new Set(resources.filter(({ of }) => of === "azuread").map(({ provider = "" }) => provider));
  const settings = [...used].map((urn) => {
    const values = SETTINGS.map((key) => providers.get(urn)?.[key] ?? "");
    const isTold = values.every((value) => typeof value === "string");
    const isByDefault = urn === "" || BY_DEFAULT.test(urn);
    return { id: values[0], key: isTold && (providers.has(urn) || isByDefault) ? values.join(" ").toLowerCase() : urn };
  });
  if (new Set(settings.map(({ key }) => key)).size > 1) return { kind: "several" };
  const [first] = settings;
  return { kind: "one", id: typeof first?.id === "string" && first.id !== "" ? first.id.toLowerCase() : undefined };
}

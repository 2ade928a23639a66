import { SHAPES } from "./";
import { directory } from "./directory";
import { mixedPolicies } from "./policies";

type Json = Record<string, unknown>;

/** The tenants for audits: a title, and the tenant's objects with the data that only an audit reads. */
export const AUDITED: readonly { readonly title: string; readonly tenant: () => Json }[] = [
  {
    title: "21 policies, 100,000 users in 5,000 nested groups",
    tenant: () => withEvidence({ policies: mixedPolicies(21, 5_000), ...directory(100_000, 5_000) }),
  },
  ...[
    "240 policies, 1,000 users in 5,000 nested groups",
    "240 policies, 100,000 users in 5,000 nested groups",
    "240 policies about places, devices and 1,000 people",
    "240 policies that each cover another box",
    "12 guests and 11 seats, as device filters",
  ].map((title) => ({ title, tenant: () => withEvidence(shape(title)) })),
];

function shape(title: string): Json {
  const found = SHAPES.find((one) => one.title === title);
  if (found === undefined) throw new Error(`there is no shape "${title}"`);
  return found.tenant();
}

/** Adds data for an audit: 2% of the people have no registered method, security defaults are off, and there are licences. */
const withEvidence = (tenant: Json): Json => ({
  ...tenant,
  securityDefaults: { id: "00000000-0000-0000-0000-000000000005", isEnabled: false },
  subscribedSkus: [
    {
      skuPartNumber: "AAD_PREMIUM_P2",
      capabilityStatus: "Enabled",
      prepaidUnits: { enabled: 500_000 },
      servicePlans: ["AAD_PREMIUM", "AAD_PREMIUM_P2"].map((servicePlanName) => ({
        servicePlanName,
        provisioningStatus: "Success",
      })),
    },
  ],
  ...(Array.isArray(tenant["users"]) && { userRegistrationDetails: tenant["users"].map(registration) }),
});

function registration({ id }: Json, number: number): Json {
  const isRegistered = number % 50 !== 7;
  const methodsRegistered = isRegistered ? ["microsoftAuthenticatorPush", "softwareOneTimePasscode"] : [];
  return { id, isMfaRegistered: isRegistered, isMfaCapable: isRegistered, methodsRegistered };
}

import type { GraphObject } from "../json";
import { graphAppRoles } from "./graph-roles";
import { CLIENT_ID, CLIENT_OBJECT_ID, seedId } from "./ids";

/** Service principals: the API that this project protects, some neighbours, and the sandbox's own sign-in. */
export function seedServicePrincipals(): readonly GraphObject[] {
  return [
    principal(seedId("principal", 1), "797f4846-ba00-4fd7-ba43-dac1f8f63013", "Windows Azure Service Management API"),
    {
      ...principal(seedId("principal", 2), "00000003-0000-0000-c000-000000000000", "Microsoft Graph"),
      appRoles: graphAppRoles(),
    },
    principal(seedId("principal", 3), "00000002-0000-0ff1-ce00-000000000000", "Office 365 Exchange Online"),
    principal(seedId("principal", 4), "c44b4083-3bb0-49c1-b47d-974e53cbdf3c", "Azure Portal"),
    principal(seedId("principal", 5), "0a0a0a0a-0000-4000-8000-000000000005", "Joiners and leavers"),
    principal(seedId("principal", 6), "0a0a0a0a-0000-4000-8000-000000000006", "Address book"),
    principal(CLIENT_OBJECT_ID, CLIENT_ID, "Conditional Access as code"),
  ];
}

function principal(id: string, appId: string, displayName: string): GraphObject {
  return {
    id,
    appId,
    displayName,
    accountEnabled: true,
    servicePrincipalType: "Application",
    appRoles: [],
    oauth2PermissionScopes: [],
    servicePrincipalNames: [],
    tags: [],
  };
}

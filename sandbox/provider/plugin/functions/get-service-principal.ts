import type { Graph } from "../graph";
import { type Fields, fieldsOf, flagOf, recordsOf, textOf, textsOf } from "../values";
import { each, equals, type FunctionType, flag, id, records, single, text, texts, tokenOf } from "./function-type";

const RESULTS = {
  ...each(flag, "accountEnabled", "appRoleAssignmentRequired"),
  ...each(
    text,
    "applicationTenantId",
    "clientId",
    "description",
    "displayName",
    "homepageUrl",
    "loginUrl",
    "logoutUrl",
    "notes",
    "objectId",
    "preferredSingleSignOnMode",
    "samlMetadataUrl",
    "signInAudience",
    "type",
  ),
  ...each(texts, "alternativeNames", "notificationEmailAddresses", "redirectUris", "servicePrincipalNames", "tags"),
  appRoles: records({
    fields: {
      ...each(text, "description", "displayName", "id", "value"),
      allowedMemberTypes: texts,
      enabled: flag,
    },
  }),
  oauth2PermissionScopes: records({
    fields: {
      ...each(text, "adminConsentDescription", "adminConsentDisplayName", "id", "type"),
      ...each(text, "userConsentDescription", "userConsentDisplayName", "value"),
      enabled: flag,
    },
  }),
  featureTags: records({ fields: each(flag, "customSingleSignOn", "enterprise", "gallery", "hide") }),
  features: records({
    fields: each(flag, "customSingleSignOnApp", "enterpriseApplication", "galleryApplication", "visibleToUsers"),
  }),
  samlSingleSignOns: records({ fields: { relayState: text } }),
};

/** One application's service principal, by its own id, its name or its client id. */
export const getServicePrincipal: FunctionType = {
  token: tokenOf("getServicePrincipal"),
  args: {
    fields: { ...each(id, "clientId", "objectId"), displayName: text },
    together: [{ kind: "exactlyOne", names: ["clientId", "displayName", "objectId"] }],
  },
  results: { fields: RESULTS },
  maps: ["appRoleIds", "oauth2PermissionScopeIds"],

  async ask(graph, args) {
    const found = await find(graph, args);
    const id = textOf(found, "id");
    const beta = await graph.get(`/beta/servicePrincipals/${id}?$select=samlMetadataUrl`);
    return {
      ...servicePrincipalFromGraph(found),
      id: `/servicePrincipals/${id}`,
      samlMetadataUrl: textOf(beta, "samlMetadataUrl"),
    };
  },
};

async function find(graph: Graph, args: Fields): Promise<Fields> {
  const [objectId, displayName] = [textOf(args, "objectId"), textOf(args, "displayName")];
  if (objectId !== "") {
    const found = await graph.find(`/v1.0/servicePrincipals/${encodeURIComponent(objectId)}`);
    return single(found === undefined ? [] : [found], "service principal found");
  }
  const [field, value] = displayName === "" ? ["appId", textOf(args, "clientId")] : ["displayName", displayName];
  const found = await graph.list(`/v1.0/servicePrincipals?${equals(field, value)}`);
  const same = found.filter((one) => textOf(one, field).toLowerCase() === value.toLowerCase());
  return single(same, `service principal found with ${field} ${JSON.stringify(value)}`);
}

function servicePrincipalFromGraph(found: Fields): Fields {
  const clientId = textOf(found, "appId");
  return {
    accountEnabled: flagOf(found, "accountEnabled"),
    alternativeNames: textsOf(found, "alternativeNames"),
    appRoleAssignmentRequired: flagOf(found, "appRoleAssignmentRequired"),
    appRoleIds: idsByValue(recordsOf(found, "appRoles")),
    appRoles: recordsOf(found, "appRoles").map(appRole),
    applicationTenantId: textOf(found, "appOwnerOrganizationId"),
    clientId,
    description: textOf(found, "description"),
    displayName: textOf(found, "displayName"),
    ...featuresFrom(textsOf(found, "tags")),
    homepageUrl: textOf(found, "homepage"),
    loginUrl: textOf(found, "loginUrl"),
    logoutUrl: textOf(found, "logoutUrl"),
    notes: textOf(found, "notes"),
    notificationEmailAddresses: textsOf(found, "notificationEmailAddresses"),
    oauth2PermissionScopeIds: idsByValue(recordsOf(found, "oauth2PermissionScopes")),
    oauth2PermissionScopes: recordsOf(found, "oauth2PermissionScopes").map(permissionScope),
    objectId: textOf(found, "id"),
    preferredSingleSignOnMode: textOf(found, "preferredSingleSignOnMode"),
    redirectUris: textsOf(found, "replyUrls"),
    samlSingleSignOns: signOnsFrom(fieldsOf(found, "samlSingleSignOnSettings")),
    servicePrincipalNames: textsOf(found, "servicePrincipalNames").filter(
      (name) => name.toLowerCase() !== clientId.toLowerCase(),
    ),
    signInAudience: textOf(found, "signInAudience"),
    tags: textsOf(found, "tags"),
    type: textOf(found, "servicePrincipalType"),
  };
}

const idsByValue = (entries: readonly Fields[]): Fields =>
  Object.fromEntries(
    entries.map((entry) => [textOf(entry, "value"), textOf(entry, "id")]).filter(([value]) => value !== ""),
  );

const appRole = (role: Fields): Fields => ({
  allowedMemberTypes: textsOf(role, "allowedMemberTypes"),
  description: textOf(role, "description"),
  displayName: textOf(role, "displayName"),
  enabled: flagOf(role, "isEnabled"),
  id: textOf(role, "id"),
  value: textOf(role, "value"),
});

const permissionScope = (scope: Fields): Fields => ({
  adminConsentDescription: textOf(scope, "adminConsentDescription"),
  adminConsentDisplayName: textOf(scope, "adminConsentDisplayName"),
  enabled: flagOf(scope, "isEnabled"),
  id: textOf(scope, "id"),
  type: textOf(scope, "type"),
  userConsentDescription: textOf(scope, "userConsentDescription"),
  userConsentDisplayName: textOf(scope, "userConsentDisplayName"),
  value: textOf(scope, "value"),
});

const signOnsFrom = (settings: Fields | undefined): Fields[] =>
  settings === undefined ? [] : [{ relayState: textOf(settings, "relayState") }];

/** What tags say about an application; the second form is the look-up's older one. */
function featuresFrom(tags: readonly string[]): Fields {
  const has = (tag: string) => tags.some((one) => one.toLowerCase() === tag.toLowerCase());
  const enterprise = has("WindowsAzureActiveDirectoryIntegratedApp");
  const gallery = has("WindowsAzureActiveDirectoryGalleryApplicationNonPrimaryV1");
  const customSingleSignOn = has("WindowsAzureActiveDirectoryCustomSingleSignOnApplication");
  const hide = has("HideApp");
  const older = {
    customSingleSignOnApp: customSingleSignOn,
    enterpriseApplication: enterprise,
    galleryApplication: gallery,
    visibleToUsers: !hide,
  };
  return { featureTags: [{ customSingleSignOn, enterprise, gallery, hide }], features: [older] };
}

import type { Route } from "../http/router";
import { strengthRoutes } from "./authentication-strengths";
import { appRoleRoutes, directoryRoutes, governanceRoutes, securityDefaultsRoutes } from "./directory";
import { groupMemberRoutes } from "./group-members";
import { groupRoutes } from "./groups";
import { namedLocationRoutes } from "./named-locations";
import { policyRoutes } from "./policies";
import type { RouteContext } from "./read-only";
import { signInRoutes, whatIfRoutes } from "./sign-ins";
import { userRoutes } from "./users";

/** Every Graph endpoint that the tenant has. */
export function graphRoutes(context: RouteContext): readonly Route[] {
  return [
    ...policyRoutes(context),
    ...namedLocationRoutes(context),
    ...strengthRoutes(context),
    ...userRoutes(context),
    ...groupRoutes(context),
    ...groupMemberRoutes(context),
    ...directoryRoutes(context),
    ...appRoleRoutes(context),
    ...governanceRoutes(context),
    ...securityDefaultsRoutes(context),
    ...signInRoutes(context),
    ...whatIfRoutes(context),
  ];
}

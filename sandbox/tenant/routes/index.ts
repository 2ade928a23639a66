import type { Route } from "../http/router";
import { appRoleRoutes } from "./app-roles";
import { strengthRoutes } from "./authentication-strengths";
import type { RouteContext } from "./context";
import { directoryRoutes } from "./directory";
import { governanceRoutes } from "./governance";
import { groupMemberRoutes } from "./group-members";
import { groupRoutes } from "./groups";
import { namedLocationRoutes } from "./named-locations";
import { policyRoutes } from "./policies";
import { securityDefaultsRoutes } from "./security-defaults";
import { signInRoutes } from "./sign-ins";
import { userRoutes } from "./users";
import { whatIfRoutes } from "./what-if";

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

import { aGroup, aPolicy, aTenant, groupId, userId } from "../../cli/a-tenant";
import type { AuditedTenant } from "./audited-tenant";
import { COMPLIANT_REGISTER } from "./compliant";

/** Names that mean harm to whoever shows them as they are. */
export function hostileTenant(): Pick<AuditedTenant, "tenant" | "register"> {
  const names = [
    `<img src=x onerror=window.pwned=1>`,
    `"><script>window.pwned=1</script>`,
    `'onmouseover='window.pwned=1`,
    `=HYPERLINK("https://evil.example","click")`,
    `@SUM(1+1)*cmd|' /C calc'!A0`,
    `-2+3`,
    `[click](https://evil.example) **bold** @everyone`,
    `\u202eevil\u0000\u001b[2J`,
    `]]>&amp;<svg onload=window.pwned=1>`,
  ];
  const users = names.map((displayName, index) => ({
    id: userId(index + 1),
    displayName,
    userPrincipalName: `${displayName}@contoso.example`,
    userType: "Member",
    accountEnabled: true,
  }));
  const groups = names.map((displayName, at) => aGroup(at + 1, [{ id: userId(at + 1) }], { displayName }));
  const policies = names.map((displayName, index) =>
    aPolicy({
      id: `p-${index}"><b>`,
      displayName,
      users: { includeUsers: [userId(index + 1)], excludeGroups: [groupId(index + 1)] },
    }),
  );
  return {
    tenant: aTenant(policies, { users, groups, organization: { id: "<b>", displayName: names[0] }, readAt: names[1] }),
    register: COMPLIANT_REGISTER.replaceAll(
      "Emergency access; sealed FIDO2 key",
      '"<img src=x onerror=window.pwned=1>"',
    ),
  };
}

/** The ids of the objects in the tests' tenant. */
export const BREAK_GLASS = "bbbbbbbb-0000-4000-8000-000000000001";
export const SECOND_BREAK_GLASS = "bbbbbbbb-0000-4000-8000-000000000002";
export const ORDINARY_USER = "aaaaaaaa-0000-4000-8000-000000000001";
export const SECOND_USER = "aaaaaaaa-0000-4000-8000-000000000002";
export const EXCLUDED_GROUP = "cccccccc-0000-4000-8000-000000000001";
export const INNER_GROUP = "cccccccc-0000-4000-8000-000000000002";
export const OTHER_GROUP = "cccccccc-0000-4000-8000-000000000003";
export const EXCLUDED_ROLE = "d29b2b05-8046-44ba-8758-1e26182fcf32";
export const BASELINE_POLICY = "eeeeeeee-0000-4000-8000-000000000001";
export const TRUSTED_LOCATION = "ffffffff-0000-4000-8000-000000000001";
export const CUSTOM_STRENGTH = "12121212-0000-4000-8000-000000000001";
export const AZURE_MANAGEMENT = "797f4846-ba00-4fd7-ba43-dac1f8f63013";
/** A group that another stack manages. */
export const OUTER_GROUP = "cccccccc-0000-4000-8000-000000000004";
/** Ids of objects that no snapshot has. */
export const NEWER = "99999999-0000-4000-8000-000000000001";
export const STRANGER = "77777777-0000-4000-8000-000000000001";

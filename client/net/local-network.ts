/**
 * The permission's names in browsers that ask for it (WICG Local Network Access): one at first, which was divided later.
 * Browsers ask on secure origins alone. A page of a local server needs no permission, whatever they answer here.
 */
const permissionNames = ['local-network', 'local-network-access'];

type PermissionSource = Pick<Permissions, 'query'> | undefined;

/** Whether a page on a secure origin has been denied the local network. */
export async function isLocalNetworkDenied(permissions: PermissionSource): Promise<boolean> {
  const states = await Promise.all(permissionNames.map((name) => stateOf(name, permissions)));
  return states.includes('denied');
}

/** Undefined where the browser does not know the name. */
async function stateOf(name: string, permissions: PermissionSource): Promise<PermissionState | undefined> {
  try {
    // The published types do not have the name yet.
    return (await permissions?.query({ name } as unknown as PermissionDescriptor))?.state;
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

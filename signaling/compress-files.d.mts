/** Puts `name.gz` and `name.br` beside each file at or below the folder that gets smaller by it. */
export function compressFiles(folder: string): Promise<void>;

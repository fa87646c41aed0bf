/** A file of Ponder's and what mends it. */
export type Mending = { file: string; mend(source: string): string };

/** Mends a file by replacing passages, each of which stands in the file exactly once. */
export function replacing(file: string, passages: readonly (readonly [passage: string, instead: string])[]): Mending {
  return {
    file,
    mend: (source) =>
      passages.reduce((text, [passage, instead]) => {
        if (text.split(passage).length !== 2)
          throw new Error(
            `Ponder's ${file} is not what indexer/launch/mendings/ mends: look what of it is still wrong.`,
          );
        return text.replace(passage, () => instead);
      }, source),
  };
}

/** Has a file of Ponder's import what is in `launch/mended/`. */
export function importing(names: string, file: string): string {
  return `import { ${names} } from ${JSON.stringify(new URL(`../mended/${file}`, import.meta.url).href)};\n`;
}

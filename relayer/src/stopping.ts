/**
 * Closes within a time.
 *
 * @returns Whether it was closed; where not, it goes on.
 * @throws what closing throws in time.
 */
export async function closeWithin(close: () => Promise<void>, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const overdue = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  try {
    return await Promise.race([close().then(() => true), overdue]);
  } finally {
    clearTimeout(timer);
  }
}

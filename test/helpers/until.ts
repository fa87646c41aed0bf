/** Waits until something is so. */
export async function until<value>(what: string, ask: () => Promise<value | undefined | false>): Promise<value> {
  const deadline = Date.now() + 45_000;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > deadline) throw new Error(`It never came true: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

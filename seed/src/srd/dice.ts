const DICE = /^(\d+)d(\d+)$/;

/** What dice such as "2d6" show on average: 7. Dice without faces ("1d0", the net's) show nothing. */
export function meanOfDice(dice: string): number {
  const match = DICE.exec(dice);
  if (!match) throw new Error(`"${dice}" is not dice such as 2d6`);
  const [count, faces] = [Number(match[1]), Number(match[2])];
  return faces === 0 ? 0 : (count * (faces + 1)) / 2;
}

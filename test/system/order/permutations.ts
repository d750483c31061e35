/** All orders of some things. */
export function permutationsOf<T>(things: readonly T[]): readonly (readonly T[])[] {
  let orders: readonly (readonly T[])[] = [[]];
  for (const thing of things) {
    orders = orders.flatMap((order) =>
      Array.from({ length: order.length + 1 }, (_, at) => [
        ...order.slice(0, at),
        thing,
        ...order.slice(at),
      ]),
    );
  }
  return orders;
}

// Hands a session's orders to the panels and dialogs that give them.
import { createContext, useContext } from "react";
import type { OrderCalls } from "../net/adminFeed.ts";

const context = createContext<OrderCalls | undefined>(undefined);

export const OrdersProvider = context.Provider;

/** Only within a console. */
export function useOrders(): OrderCalls {
  const orders = useContext(context);
  if (orders === undefined) throw new Error("orders can be given only within a console");
  return orders;
}

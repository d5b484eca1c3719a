// Gives panels and dialogs access to the session's orders.
import { createContext, useContext } from "react";
import type { OrderCalls } from "../net/adminFeed.ts";

const context = createContext<OrderCalls | undefined>(undefined);

export const OrdersProvider = context.Provider;

/** For components within a console only. */
export function useOrders(): OrderCalls {
  const orders = useContext(context);
  if (orders === undefined) throw new Error("orders can be given only within a console");
  return orders;
}

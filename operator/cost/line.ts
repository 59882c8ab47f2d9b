import { PRICES, type PriceName } from './prices';

/** Of the estimate: so much of something, at its price. */
export interface CostLine {
  readonly service: string;
  readonly what: string;
  readonly quantity: number;
  readonly price: PriceName;
  readonly usd: number;
  /** Where the quantity comes from. */
  readonly because: string;
}

export const costLine = (
  service: string,
  what: string,
  { quantity, price, because }: Pick<CostLine, 'quantity' | 'price' | 'because'>,
): CostLine => ({
  service,
  what,
  quantity,
  price,
  usd: (quantity * PRICES[price].usd) / PRICES[price].units,
  because,
});

import Values

// A rate says how many units of another currency one unit of the company's is worth, scaled 10⁸:
//
//   10.00 USD at 1 EUR = 1.25 USD ──► 10.00 / 1.25 = 8.00 EUR (AT-7)

extension ExchangeRate {
  /// A price of the other currency in the company's, rounded once; nil for a rate of nothing, and for
  /// a price beyond what a price can be.
  public func own(_ price: UnitPrice) -> UnitPrice? {
    guard hundredMillionths > 0 else { return nil }
    let exact = Int128(price.tenThousandths) * Int128(Self.par.hundredMillionths)
    return Int64(exactly: roundHalfAwayFromZero(exact, Int128(hundredMillionths)))
      .map { UnitPrice(tenThousandths: $0) }
  }

  /// A price of the company's currency in the other, rounded once.
  public func foreign(_ price: UnitPrice) -> UnitPrice? {
    let exact = Int128(price.tenThousandths) * Int128(hundredMillionths)
    return Int64(exactly: roundHalfAwayFromZero(exact, Int128(Self.par.hundredMillionths)))
      .map { UnitPrice(tenThousandths: $0) }
  }

  /// By how much the other currency moved since `old`, as what one of it costs: the dollar at 1.00 after
  /// 1.25 costs a quarter more.
  public func move(since old: ExchangeRate) -> Fraction {
    Fraction(old.hundredMillionths - hundredMillionths, hundredMillionths)
  }

  /// Whether what one of the other currency costs moved since `old` by more than `limit`, up or down.
  public func isMoved(since old: ExchangeRate, beyond limit: Ratio) -> Bool {
    let move = Int128((hundredMillionths - old.hundredMillionths).magnitude) * Ratio.one
    return move > Int128(limit.basisPoints) * Int128(hundredMillionths)
  }
}

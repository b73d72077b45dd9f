import Sales
import SalesDesk
import Values

// Price rules in words: on the product's screen.

extension Format {
  /// What a price rule gives: a price, a discount, or its formula in the trade's words.
  ///
  /// - Parameter index: the code of the index that its price follows.
  public func terms(_ rule: PriceRule, index: String? = nil) -> String {
    if let price = rule.netPrice {
      guard let share = rule.indexShare, rule.indexID != nil else { return self.price(price) }
      return self.price(price) + " × " + shortPercent(share) + " " + (index ?? "I")
    }
    if let discount = rule.discount { return "−" + shortPercent(discount) }
    if rule.formula.isEmpty { return texts["price.formula.hidden"] }
    return (try? PriceFormula(text: rule.formula)).map { words($0) } ?? rule.formula
  }

  /// A formula in the trade's words: `PA × 1,35, pas 0,05, −0,01`.
  public func words(_ formula: PriceFormula) -> String {
    var words = [texts["price.base.\(formula.base.rawValue)"]]
    if formula.discount < .zero {
      words[0] += " × " + coefficient(formula.discount.complement)
    } else if formula.discount > .zero {
      words[0] += " − " + shortPercent(formula.discount)
    }
    if let step = formula.step {
      let value = price(UnitPrice(tenThousandths: step.tenThousandths))
      words.append(text("price.step", [Fact("price", .text(value))]))
    }
    if formula.surcharge != .zero {
      let sign = formula.surcharge > .zero ? "+" : ""
      words.append(sign + price(formula.surcharge))
    }
    for (key, bound) in [("minimum", formula.minimumMargin), ("maximum", formula.maximumMargin)] {
      guard let bound else { continue }
      words.append(text("price.\(key)", [Fact("price", .text(price(bound)))]))
    }
    return words.joined(separator: ", ")
  }

  private func coefficient(_ ratio: Ratio) -> String {
    let decimals = ratio.basisPoints % 100 == 0 ? 2 : 4
    return decimal(ratio.basisPoints, scale: 4, decimals: decimals)
  }

  /// A share with its sign, in percent: `+8,2 %`.
  public func signedPercent(_ share: Fraction) -> String {
    (share.numerator > 0 ? "+" : "") + percent(share)
  }
}

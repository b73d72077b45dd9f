import Values

/// A document against its floor, as a desk can tell that knows floor prices only (architecture.md §4,
/// "Roles"): neither cost nor floor rate.
///
/// ```
///   every line at its floor price or over it ──► met
///   every line that has one under it          ──► under
///   some over, some under                     ──► only the rates decide: what is stored says it
/// ```
/// The document discount is spread over the lines before, as for `DocumentFloor`; all of it in the company's
/// currency.
public struct HiddenFloor: Sendable, Hashable {
  /// What floor prices tell.
  public enum Verdict: Sendable, Hashable {
    /// Not under the floor.
    case met
    /// Under it.
    case under
    /// Told when it is stored.
    case open
  }

  /// What floor prices tell, or the verdict that was stored.
  public var verdict: Verdict
  /// Lines whose cost nobody knows: their presence alone asks for an approval (product.md).
  public let linesWithoutCost: Int

  init(
    _ lines: [QuoteDraftLine], _ nets: [Amount], _ money: DocumentCurrency
  ) throws(Overflow) {
    linesWithoutCost = lines.count { $0.hidden?.isKnown == false }
    var (over, under) = (false, false)
    for place in lines.indices {
      guard let floorPrice = lines[place].hidden?.floorPrice else { continue }
      let least = try LineAmounts(
        quantity: lines[place].quantity, priceUnit: Int64(lines[place].row.priceUnit),
        unitPrice: floorPrice
      ).net(minorUnits: money.company.minorUnits)
      if nets[place] < least { under = true } else { over = true }
    }
    // Floor prices are rounded up in the company's currency: a price typed in another one may lie between the
    // floor and them, and only what is stored knows.
    verdict = under ? (over || money.isForeign ? .open : .under) : .met
  }
}

extension QuoteDraft {
  /// The draft with nothing on it of what costs tell.
  public var withoutCosts: QuoteDraft {
    var draft = self
    for place in draft.lines.indices {
      draft.lines[place].unitCost = nil
      draft.lines[place].derogation = nil
      draft.lines[place].floor = nil
    }
    return draft
  }
}

extension QuoteComputation {
  /// The same with the verdict that is stored beside exactly this draft, where costs are not shown.
  public func settled(by quote: Quote) -> QuoteComputation {
    var settled = self
    settled.hiddenFloor?.verdict = quote.underFloor ? .under : .met
    return settled
  }
}

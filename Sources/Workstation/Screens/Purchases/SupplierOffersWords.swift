import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// Who may be asked for what is short, as read for a request.
struct OffersRead: Sendable {
  let product: Product
  let offers: SupplierOffers
}

/// Both rules of the choice of a supplier in words, with the one in force named, then every offer
/// (rules.md 2.19, AT-58).
struct SupplierOffersWords {
  let session: Session

  private var format: Format { session.format }

  func modal(_ read: OffersRead) -> Modal {
    .explain(
      title: session.text(
        "purchases.offers.title", Fact("product", .text(read.product.code)),
        Fact("quantity", .quantity(read.offers.quantity))),
      lines(read))
  }

  func lines(_ read: OffersRead) -> [[Span]] {
    let offers = read.offers
    guard !offers.offers.isEmpty else {
      return [[Span(session.text("purchases.offers.none"), .warning)]]
    }
    let rules = [SupplierRule.preferred, .cheapest].map { rule in
      let isInForce = rule == offers.rule
      let name = session.text("purchases.rule.\(rule.rawValue)")
      let said = isInForce ? session.text("purchases.rule.inForce") : ""
      return [
        Span((isInForce ? "▸ " : "  ") + name + "  ", isInForce ? .focus : .label),
        Span(offers.offer(by: rule).map(words) ?? "?", isInForce ? .value : .normal),
        Span("  " + said, .muted),
      ]
    }
    let all = offers.offers.map { offer in
      [
        Span("  \(offer.price.sequence)  ", .muted), Span(words(offer)),
        Span(
          offer.price.minimumQuantity > .zero
            ? "  "
              + session.text(
                "purchases.offers.from", Fact("quantity", .quantity(offer.price.minimumQuantity)))
            : "", .muted),
      ]
    }
    return rules + [[Span("")], [Span(session.text("purchases.offers.all"), .label)]] + all
      + [[Span("")], [Span(session.text("purchases.offers.setting"), .muted)]]
  }

  private func words(_ offer: SupplierOffer) -> String {
    let price =
      offer.price.price.map { session.price($0, in: offer.price.currency) }
      ?? session.text("purchases.offers.noPrice")
    let days = session.counted("purchases.offers.days", offer.leadTimeDays)
    return "\(offer.supplierName)  \(price)  \(days)"
  }
}

extension PurchasesScreen {
  /// Who may be asked for the request under the cursor, by either rule.
  func askOffers(_ session: Session) -> [Effect] {
    guard sheet.current == 0, let requests, let table = table(session),
      let place = sheet.selected(in: table)
    else { return [] }
    let (request, today) = (requests[place].request, session.today)
    return [
      .read("offers") { reader in
        OffersRead(
          product: try reader.get(request.productID),
          offers: try reader.supplierOffers(
            of: request.productID, quantity: request.quantity, on: today))
      }
    ]
  }
}

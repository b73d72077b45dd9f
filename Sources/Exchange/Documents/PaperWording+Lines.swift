import Paper
import Resources
import Sales
import Values

extension PaperWording {
  /// The words above the columns.
  var columns: PaperCells {
    PaperCells(
      place: word("place"), code: word("code"), description: word("description"),
      quantity: word("quantity"), unit: word("unit"), price: word("unitPrice"),
      discount: word("discount"), net: word("net"), vat: word("vat"))
  }

  /// The lines, each product with the sum of those down to it.
  func rows() throws -> [PaperRow] {
    var sum = Amount.zero
    return try document.lines.map { line in
      switch line {
      case .comment(let text): return .comment(text)
      case .section(let title, let net):
        return .comment(title + " — " + money(net))
      case .product(let product):
        if product.choice == .firm { sum = try sum.adding(product.net) }
        return .product(cells(product), carried: format.amount(sum, document.currency))
      case .set(let set):
        let title = format.quantity(set.count) + " × " + set.name
        guard set.isClosed else { return .comment(title + " — " + money(set.net)) }
        if set.choice == .firm { sum = try sum.adding(set.net) }
        return .product(cells(set), carried: format.amount(sum, document.currency))
      }
    }
  }

  private func cells(_ product: SalesDocumentProduct) -> PaperCells {
    let code =
      product.customerCode.isEmpty
      ? "" : "\n" + word("customerCode", ["code": product.customerCode])
    return PaperCells(
      place: String(product.place), code: product.code + code,
      description: product.description + offer(product),
      quantity: format.quantity(product.quantity) + baseQuantity(of: product), unit: product.unit,
      price: format.price(product.unitPrice) + priceUnit(of: product),
      discount: product.discounts.map(format.shortPercent).joined(separator: " + "),
      net: format.amount(product.net, document.currency),
      vat: format.shortPercent(product.vatRate))
  }

  /// A closed set: one price, what it holds under its name without prices.
  private func cells(_ set: SalesDocumentSet) -> PaperCells {
    var words = set.name
    if !set.parts.isEmpty {
      words +=
        "\n"
        + set.parts.map {
          format.quantity($0.quantity) + " " + $0.unit + " " + $0.description
        }.joined(separator: "\n")
    }
    if set.choice != .firm { words += "\n" + word("choice." + set.choice.rawValue) }
    if set.eco != .zero { words += "\n" + word("ecoOfLine", ["amount": money(set.eco)]) }
    return PaperCells(
      place: String(set.place), code: set.code, description: words,
      quantity: format.quantity(set.count), unit: word("setUnit"),
      price: set.price.map { format.price($0) } ?? "", discount: "",
      net: format.amount(set.net, document.currency),
      vat: set.vatRates.map(format.shortPercent).joined(separator: "\n"))
  }

  /// `Option, non comprise dans le total`; the eco-contribution of the line.
  private func offer(_ product: SalesDocumentProduct) -> String {
    var words = ""
    if product.choice != .firm { words += "\n" + word("choice." + product.choice.rawValue) }
    if product.eco != .zero { words += "\n" + word("ecoOfLine", ["amount": money(product.eco)]) }
    return words
  }

  /// `soit 96 u`, where another unit was typed than the one the price is for.
  private func baseQuantity(of product: SalesDocumentProduct) -> String {
    guard product.unit != product.baseUnit else { return "" }
    let values = ["quantity": format.quantity(product.baseQuantity), "unit": product.baseUnit]
    return "\n" + word("baseQuantity", values)
  }

  /// What the price is for, where that is not one of the unit beside it.
  private func priceUnit(of product: SalesDocumentProduct) -> String {
    guard product.priceUnit == 1 else {
      let values = ["count": format.count(product.priceUnit), "unit": product.baseUnit]
      return "\n" + word("per", values)
    }
    guard product.unit != product.baseUnit else { return "" }
    return "\n" + word("perOne", ["unit": product.baseUnit])
  }

  // MARK: How much

  /// The tax, by rate.
  var vat: PaperVat {
    PaperVat(
      headings: [word("vatRate"), word("vatBase"), word("vatAmount")],
      rows: document.totals.shares.map { share in
        [format.shortPercent(share.rate), money(share.base), money(share.vat)]
      })
  }

  /// The sums, in order.
  var totals: [PaperTotal] {
    let totals = document.totals
    var sums: [PaperTotal] = []
    if totals.discount != .zero || totals.carriage != .zero || totals.eco != .zero {
      sums.append(PaperTotal(.step, word("goods"), money(totals.goods)))
    }
    if totals.discount != .zero {
      let ratio = format.shortPercent(document.discount)
      sums.append(
        PaperTotal(.step, word("documentDiscount", ["ratio": ratio]), money(-totals.discount)))
    }
    sums.append(PaperTotal(.step, word("carriage"), money(totals.carriage)))
    if totals.eco != .zero { sums.append(PaperTotal(.step, word("eco"), money(totals.eco))) }
    sums.append(PaperTotal(.net, word("netTotal"), money(totals.net)))
    if let only = totals.shares.first, totals.shares.count == 1 {
      let ratio = format.shortPercent(only.rate)
      sums.append(PaperTotal(.step, word("vatTotalAt", ["ratio": ratio]), money(totals.vat)))
    } else {
      sums.append(PaperTotal(.step, word("vatTotal"), money(totals.vat)))
    }
    sums.append(PaperTotal(.total, word("total"), money(totals.total)))
    return sums
  }

  /// The rate of a document in another currency than the seller's, and the VAT in the seller's own: it is
  /// declared there (CGI ann. II, art. 242 nonies A, I, 12).
  var exchange: [String] {
    guard let rate = document.money.rate else { return [] }
    let company = document.money.company
    var sentences = [
      word(
        "rate",
        [
          "company": company.code, "rate": format.rate(rate), "currency": document.currency.code,
          "day": document.rateDay.map(format.day) ?? "",
        ])
    ]
    if document.totals.vat != .zero, let vat = try? document.money.own(document.totals.vat) {
      sentences.append(word("vatInOwn", ["amount": format.money(vat, company)]))
    }
    return sentences
  }

  private func money(_ amount: Amount) -> String { format.money(amount, document.currency) }
}

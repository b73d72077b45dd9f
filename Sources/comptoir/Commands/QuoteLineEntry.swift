import ArgumentParser
import Sales
import SalesDesk
import SalesStore
import Values

extension LineChoice: ExpressibleByArgument {}

/// Lines typed as in quote entry: `20*VIS-4X40 -10%`, `foret sds 18 =9,90`, `+ words`, `++ section`,
/// `?20*option`, `/20*alternative`, `=`.
struct TypedLines {
  /// For whom prices are asked.
  let prices: PricingContext
  /// The line that `=` repeats.
  let above: QuoteDraftLine?

  /// The lines, each search answered by one product.
  ///
  /// - Throws: `ShellError.badLine`, `.ambiguousProduct`, `StoreError.notFound`.
  func lines(_ texts: [String], in reader: some StoreReading) throws -> [NewLine] {
    var last: NewLine? = above.flatMap { line in
      line.productID.map { .product($0, LineTyping(repeating: line)) }
    }
    return try texts.map { text in
      let line = try line(text, last, in: reader)
      switch line {
      case .product, .set: last = line
      case .comment, .section: break
      }
      return line
    }
  }

  private func line(
    _ text: String, _ last: NewLine?, in reader: some StoreReading
  ) throws -> NewLine {
    let entry: LineEntry
    do {
      entry = try LineGrammar.parse(text)
    } catch {
      throw ShellError.badLine(text: text, position: error.problems.first?.position ?? 0)
    }
    switch entry {
    case .comment(let words): return .comment(words)
    case .section(let words): return .section(words)
    case .copyAbove:
      guard let last else { throw ShellError.badLine(text: text, position: 0) }
      return last
    case .product(let entry):
      if let set = try set(entry.search, in: reader) { return .set(set, LineTyping(entry)) }
      return .product(try product(entry.search, in: reader), LineTyping(entry))
    }
  }

  /// The set that was named: by its code, or by words that no product answers and one set alone.
  private func set(_ search: String, in reader: some StoreReading) throws -> ID<ProductSet>? {
    if let exact = try reader.set(coded: search, on: prices.day) { return exact.id }
    let found = try reader.sets(matching: search, prices, limit: 2)
    guard found.count == 1, try reader.products(matching: search, prices, limit: 1).isEmpty else {
      return nil
    }
    return found.first?.set.id
  }

  private func product(
    _ search: String, in reader: some StoreReading
  ) throws -> ID<Product> {
    if let exact = try reader.product(coded: search) ?? reader.product(coded: search.uppercased()) {
      return exact.id
    }
    let found = try reader.products(matching: search, prices, limit: 6)
    guard let first = found.first else { throw StoreError.notFound(kind: "product", key: search) }
    guard found.count == 1 else {
      throw ShellError.ambiguousProduct(
        search, found.map { "\($0.product.code) (\($0.product.name))" })
    }
    return first.product.id
  }
}

extension LineTyping {
  /// The typing that gives a line again.
  init(repeating line: QuoteDraftLine) {
    self.init(quantity: line.row.typedQuantity, unit: line.row.typedUnit)
    choice = line.row.choice
    guard line.row.priceSource == .manual else { return }
    price = .net(line.amounts.netUnitPrice)
  }
}

/// A price typed on a line: `9.90`, `22%` of margin, `x1.35` times the cost.
struct TypedLinePrice: ExpressibleByArgument {
  let price: TypedPrice

  init?(argument: String) {
    guard let entry = try? LineGrammar.parse("x =" + argument), case .product(let line) = entry,
      let price = line.price
    else { return nil }
    self.price = price
  }
}

/// A cascade of discounts: `10` or `10-5-2`.
struct TypedDiscounts: ExpressibleByArgument {
  let steps: [Ratio]

  init?(argument: String) {
    let text = argument.hasSuffix("%") ? String(argument.dropLast()) : argument
    guard let entry = try? LineGrammar.parse("x -" + text + "%"), case .product(let line) = entry,
      !line.discounts.isEmpty
    else { return nil }
    steps = line.discounts.steps
  }
}

import Exchange
import Foundation
import Sales
import SalesDesk
import SalesStore
import Values

/// A file of references (`ref;qty`, tabs, spaces, with or without a price) put on a quote: what answers
/// becomes lines in one act, the rest goes to the file of rejects with its line and its reason.
struct ReferenceFile {
  let path: String
  let rejects: String?
  let isPreview: Bool

  func add(to number: String, _ shell: Shell) throws {
    let (quote, listed) = try shell.read { reader -> (Quote, [ListedProduct]) in
      let quote = try shell.quote(number, in: reader)
      let list = ReferenceList(try text())
      return (quote, try reader.products(listed: list, try reader.pricingContext(of: quote)))
    }
    let judged = listed.map(JudgedReference.init)
    let entries = judged.compactMap(\.line)
    let rejected = judged.filter { $0.line == nil }
    try keep(rejected)
    guard !isPreview, !entries.isEmpty else {
      return shell.answer(Self.preview.rows(judged))
    }
    try shell.perform(
      AddLines(entries, to: quote.id),
      json: { draft in
        QuoteCommand.json(draft) + [
          ("added", .number(String(entries.count))),
          ("rejected", .array(rejected.map { Self.preview.card($0).json })),
        ]
      })
    guard !shell.isJSON, !rejected.isEmpty else { return }
    shell.answer(Self.preview.rows(rejected))
  }

  private func text() throws -> String {
    do {
      return try ListFile.text(at: path)
    } catch ShellError.noSuchFile {
      throw ShellError.badValue(name: "--file", text: path)
    }
  }

  private func keep(_ rejected: [JudgedReference]) throws {
    guard let rejects, !isPreview else { return }
    let rows = rejected.map { "\($0.listed.line.number);\($0.listed.line.text);\($0.reason)\n" }
    let text = "line;text;reason\n" + rows.joined()
    guard FileManager.default.createFile(atPath: rejects, contents: Data(text.utf8)) else {
      throw ShellError.badValue(name: "--rejects", text: rejects)
    }
  }

  static let preview = Shape<JudgedReference>(
    "references",
    [
      Field("line", .count) { .count($0.listed.line.number) },
      Field("text", .text) { .text($0.listed.line.text) },
      Field("product", .text) { .text($0.listed.match?.product.code ?? $0.listed.set?.set.code) },
      Field("quantity", .quantity) { .quantity($0.listed.entry?.quantity) },
      Field("reason", .text) { .text($0.reason) },
    ])
}

/// A line of the file as it will be taken, or why it is not.
struct JudgedReference {
  let listed: ListedProduct
  /// The line of the quote; nil = rejected.
  let line: NewLine?
  /// Why it is rejected; empty where it is not.
  let reason: String

  init(_ listed: ListedProduct) {
    self.listed = listed
    if let set = listed.set, let entry = listed.entry {
      line = .set(set.set.id, LineTyping(entry))
      reason = ""
      return
    }
    guard let match = listed.match, let entry = listed.entry else {
      line = nil
      reason = (listed.problem ?? .unknown).rawValue
      return
    }
    let typing = LineTyping(entry)
    let unit = typing.unit ?? match.product.salesUnit
    guard match.product.status != .blocked, match.terms.packaging(unit) != nil,
      entry.quantity != .zero
    else {
      line = nil
      reason = ReferenceProblem.quantity.rawValue
      return
    }
    line = .product(match.product.id, typing)
    reason = ""
  }
}

#include "tests/support/small_menu.hpp"

#include "daemon/config/action_specs.hpp"
#include "menus/load/menu_loader.hpp"

#include <stdexcept>

namespace hall::test {

namespace {

constexpr std::string_view text = R"(
hall: 试验营业厅
dialogue: {expires_after: 10m}
texts:
  unknown_code: 没有这个代码
  no_dialogue: "请先选择菜单\n{choices}"
  not_available_yet: "{name}尚未开通"
  invalid_phone: 号码不对
  invalid_amount: 金额不对
  invalid_number: 数字不对
  invalid_word: 代码不对
  unreadable: 收到的内容无法识别
  fault: 系统繁忙
  near: "您是否要办理：\n{choices}"
home:
  id: home
  name: 首页
  text: "欢迎\n{choices}"
  choices:
    - {id: sale, name: 特惠, codes: ["42"], text: 八折优惠三个月}
    # An action that no business stands behind yet, so that its answer stays what it is.
    - {id: balance, name: 余额, codes: [YE], action: fetch_coupon}
    - id: poem
      name: 长诗
      codes: [SHI]
      text: >-
        君不见黄河之水天上来，奔流到海不复回。君不见高堂明镜悲白发，朝如青丝暮成雪。人生得意须尽欢，莫使金樽空对月。
        天生我材必有用，千金散尽还复来。烹羊宰牛且为乐，会须一饮三百杯。岑夫子，丹丘生，将进酒，杯莫停。
        与君歌一曲，请君为我倾耳听。钟鼓馔玉不足贵，但愿长醉不复醒。古来圣贤皆寂寞，惟有饮者留其名。
)";

}  // namespace

std::string_view small_menu_text() { return text; }

std::shared_ptr<const menus::Menu> small_menu() {
    codecs::Diagnostics diagnostics;
    const auto root = codecs::parse_yaml(text, "small_menu.yaml", diagnostics);
    auto menu = menus::parse_menu(root, {daemon::action_specs()}, diagnostics);
    if (!menu) throw std::runtime_error(diagnostics.to_text());
    return menu;
}

}  // namespace hall::test

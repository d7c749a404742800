#pragma once
// GBK as CMPP, SGIP and SMGP carry Chinese texts, and GB18030, which holds it: octets to characters. The tables are made from
// ICU's when the hall is built (tables/gbk_tables.cpp). Nothing is written in it: what the hall sends is ASCII or UCS-2.

#include "codecs/result.hpp"

#include <string>

namespace hall::codecs {

/// Never fails: octets that are no character become U+FFFD, one for a lead octet whose trail does not fit. 0x80 is the euro
/// sign, as handsets have it. Four octets, too, are read. [GB 18030-2005]
std::u32string decode_gbk(ByteView octets);

/// Whether a Chinese character stands in GB 2312: the 6,763 that people write in simplified Chinese, and that every input
/// method offers.
bool is_common_han(char32_t c);

}  // namespace hall::codecs
